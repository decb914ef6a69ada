package io.caserail.display;

import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.common.SearchAttributeKey;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The search attributes of a case. None of them holds personal data. */
public final class SearchKeys {
  public static final SearchAttributeKey<String> KIND = SearchAttributeKey.forKeyword("CaseKind");
  public static final SearchAttributeKey<String> STATUS =
      SearchAttributeKey.forKeyword("CaseStatus");
  public static final SearchAttributeKey<String> OWNER = SearchAttributeKey.forKeyword("CaseOwner");
  public static final SearchAttributeKey<String> FAULT_DOMAIN =
      SearchAttributeKey.forKeyword("FaultDomain");
  public static final SearchAttributeKey<String> FAILURE_TYPE =
      SearchAttributeKey.forKeyword("FailureType");
  public static final SearchAttributeKey<String> UPSTREAM =
      SearchAttributeKey.forKeyword("Upstream");
  public static final SearchAttributeKey<String> ACCOUNT = SearchAttributeKey.forKeyword("Account");
  public static final SearchAttributeKey<List<String>> TICKET_ID =
      SearchAttributeKey.forKeywordList("TicketId");

  /** Ids of what hangs on its object in other systems, as the case has seen it last. */
  public static final SearchAttributeKey<List<String>> HANGS_ON =
      SearchAttributeKey.forKeywordList("HangsOn");

  public static final SearchAttributeKey<OffsetDateTime> DUE_AT =
      SearchAttributeKey.forOffsetDateTime("DueAt");
  public static final SearchAttributeKey<Boolean> LATE = SearchAttributeKey.forBoolean("Late");

  private SearchKeys() {}

  /** Name and type of each, for registering them with a server. */
  public static Map<String, IndexedValueType> types() {
    Map<String, IndexedValueType> types = new LinkedHashMap<>();
    for (SearchAttributeKey<?> key :
        List.of(
            KIND,
            STATUS,
            OWNER,
            FAULT_DOMAIN,
            FAILURE_TYPE,
            UPSTREAM,
            ACCOUNT,
            TICKET_ID,
            HANGS_ON,
            DUE_AT,
            LATE)) {
      types.put(key.getName(), key.getValueType());
    }
    return types;
  }
}
