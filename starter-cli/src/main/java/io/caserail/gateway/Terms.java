package io.caserail.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import io.caserail.contract.Contracts;
import io.caserail.contract.EventContract;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/**
 * The contracts by which events are read. Thread-safe.
 *
 * @param contracts those in force now
 * @param misfit what of a body does not fit a form of theirs, in words that quote nothing of it;
 *     empty when all does
 */
public record Terms(
    Supplier<Contracts> contracts, BiFunction<EventContract.Version, JsonNode, String> misfit) {}
