package io.caserail.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import io.caserail.contract.Contracts;
import io.caserail.contract.EventContract;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * The contracts by which events are read. Thread-safe.
 *
 * @param contracts those in force now
 * @param isStuck whether a contract stands there that is not in order
 * @param misfit what of a body does not fit a form of theirs, in words that quote nothing of it;
 *     empty when all does
 */
public record Terms(
    Supplier<Contracts> contracts,
    BooleanSupplier isStuck,
    BiFunction<EventContract.Version, JsonNode, String> misfit) {

  /** By contracts that never change. */
  public Terms(Contracts contracts, BiFunction<EventContract.Version, JsonNode, String> misfit) {
    this(() -> contracts, () -> !contracts.flaws().isEmpty(), misfit);
  }

  /** By those of files. */
  public Terms(
      LiveContracts contracts, BiFunction<EventContract.Version, JsonNode, String> misfit) {
    this(contracts::now, contracts::isStuck, misfit);
  }
}
