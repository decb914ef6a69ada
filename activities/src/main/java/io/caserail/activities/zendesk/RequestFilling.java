package io.caserail.activities.zendesk;

import io.caserail.port.RequestFields;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a view puts into the fields of a request that no person has filled in: all that is known of
 * it or nothing, since half of a request would be another one.
 *
 * @param values the values by field; empty where nothing is to be filled
 * @param isBlocked whether a person has put something else there, which is never written over, or
 *     the account's list has no option for the reason: an approval would not be of this request
 */
record RequestFilling(Map<Long, String> values, boolean isBlocked) {
  private static final RequestFilling NOTHING = new RequestFilling(Map.of(), false);

  RequestFilling {
    values = Map.copyOf(values);
  }

  static RequestFilling of(
      @Nullable RequestFields request, ZendeskFields fields, TicketHistory history) {
    KindFields kind = request == null ? null : fields.kinds().get(request.kind());
    if (request == null || kind == null) {
      return NOTHING;
    }
    Map<Long, String> wanted = new LinkedHashMap<>();
    wanted.put(kind.object(), request.object().value());
    if (kind.amount() > 0) {
      wanted.put(kind.amount(), request.amount());
    }
    String reason = kind.tagOf(request.reason());
    if (!reason.isEmpty()) {
      wanted.put(kind.reason(), reason);
    }
    boolean blocked =
        (reason.isEmpty() && !request.reason().isEmpty())
            || wanted.entrySet().stream()
                .anyMatch(
                    field ->
                        history.isTheirs(field.getKey())
                            && !isSame(field.getValue(), history.value(field.getKey())));
    return blocked ? new RequestFilling(Map.of(), true) : new RequestFilling(wanted, false);
  }

  /** {@code 24.9} is {@code 24.90}. */
  private static boolean isSame(String wanted, String held) {
    String one = wanted.strip();
    String other = held.strip();
    try {
      return one.equals(other) || new BigDecimal(one).compareTo(new BigDecimal(other)) == 0;
    } catch (NumberFormatException e) {
      return false;
    }
  }
}
