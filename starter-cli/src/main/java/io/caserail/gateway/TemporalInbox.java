package io.caserail.gateway;

import io.caserail.client.CaseClient;
import io.caserail.model.CaseKind;
import io.caserail.model.ObjectId;
import io.caserail.port.HintBundle;
import io.caserail.port.TicketHint;
import io.caserail.quarantine.QuarantineEntry;
import io.grpc.StatusRuntimeException;
import io.temporal.api.workflowservice.v1.GetSystemInfoRequest;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The cases, over Temporal. */
public final class TemporalInbox implements CaseInbox {
  private static final long PROBE_SECONDS = 2;

  private final CaseClient cases;
  private final WorkflowServiceStubs stubs;

  /** Over a client and the connection that it uses. */
  public TemporalInbox(CaseClient cases, WorkflowServiceStubs stubs) {
    this.cases = cases;
    this.stubs = stubs;
  }

  @Override
  public void submit(CaseKind kind, ObjectId object, TicketHint hint) {
    cases.submit(kind, object, hint);
  }

  @Override
  public boolean wake(CaseKind kind, ObjectId object, String eventId) {
    return cases.wake(kind, object, eventId);
  }

  @Override
  public List<String> wakeOn(ObjectId part, String eventId) {
    return cases.wakeOn(part, eventId);
  }

  @Override
  public List<String> hintOpen(TicketHint hint) {
    return cases.hintOpen(hint);
  }

  @Override
  public String hintLater(HintBundle bundle) {
    return cases.hintLater(bundle);
  }

  @Override
  public void wakeOrStart(String refund, String eventId) {
    cases.wakeOrStart(refund, eventId);
  }

  @Override
  public boolean quarantine(QuarantineEntry entry) {
    return cases.quarantine(entry);
  }

  @Override
  public long quarantined(String source, int most) {
    return cases.quarantine().open(source, most);
  }

  @Override
  public String account() {
    return cases.account();
  }

  @Override
  public boolean reachable() {
    try {
      var unused =
          stubs
              .blockingStub()
              .withDeadlineAfter(PROBE_SECONDS, TimeUnit.SECONDS)
              .getSystemInfo(GetSystemInfoRequest.getDefaultInstance());
      return true;
    } catch (StatusRuntimeException e) {
      return false;
    }
  }
}
