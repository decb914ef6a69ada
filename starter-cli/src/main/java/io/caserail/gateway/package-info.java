/**
 * The webhook gateway: proves on raw bytes that an event is authentic and fresh, hands it to
 * Temporal as a hint, and says yes only once Temporal has it. It knows the senders' signing secrets
 * and a Temporal identity, and holds no credential of any upstream system.
 */
@NullMarked
package io.caserail.gateway;

import org.jspecify.annotations.NullMarked;
