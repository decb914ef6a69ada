package io.caserail.demo;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.Message;
import io.caserail.client.CaseData;
import io.caserail.port.TaskQueues;
import io.grpc.CallOptions;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.PrototypeMarshaller;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import io.temporal.api.common.v1.Payloads;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc;
import io.temporal.client.WorkflowClient;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * Every call of Temporal's service, each made about one case, with a word for the case in it
 * wherever a call takes one. Those that end the case come last.
 */
final class EveryCall {
  private static final int DEEPEST = 4;
  private static final int ANSWER_MILLIS = 400;
  private static final Set<String> FILLED =
      Set.of(
          "temporal.api.common.v1.WorkflowExecution",
          "temporal.api.common.v1.WorkflowType",
          "temporal.api.taskqueue.v1.TaskQueue",
          "temporal.api.update.v1.Request",
          "temporal.api.update.v1.Meta",
          "temporal.api.update.v1.Input",
          "temporal.api.query.v1.WorkflowQuery");
  private static final List<String> LAST =
      List.of("Reset", "RequestCancel", "Terminate", "Delete", "Deprecate", "Shutdown");

  private final WorkflowClient client;
  private final Payloads word;
  private final Map<String, String> texts;

  /** Calls about this case, which say this. */
  EveryCall(WorkflowClient client, String caseId, Object word) {
    this.client = client;
    this.word = CaseData.converter().toPayloads(word).orElseThrow();
    this.texts =
        Map.of(
            "namespace", client.getOptions().getNamespace(),
            "workflow_id", caseId,
            "identity", "gateway",
            "signal_name", "decision",
            "reason", "a trial",
            "TaskQueue.name", TaskQueues.PAYMENTS,
            "WorkflowType.name", "RefundWorkflow",
            "Input.name", "decide",
            "WorkflowQuery.query_type", "view");
  }

  /**
   * Makes them.
   *
   * @param beforeItEnds run before those that end the case
   * @return what each was answered with
   */
  Map<String, Status.Code> make(Runnable beforeItEnds) {
    List<MethodDescriptor<?, ?>> calls =
        new ArrayList<>(WorkflowServiceGrpc.getServiceDescriptor().getMethods());
    calls.sort(Comparator.comparingInt(EveryCall::turn));
    Map<String, Status.Code> answers = new LinkedHashMap<>();
    boolean ending = false;
    for (MethodDescriptor<?, ?> call : calls) {
      if (!ending && turn(call) > 0) {
        beforeItEnds.run();
        ending = true;
      }
      answers.put(String.valueOf(call.getBareMethodName()), make(call));
    }
    return answers;
  }

  private static int turn(MethodDescriptor<?, ?> call) {
    for (int i = 0; i < LAST.size(); i++) {
      if (String.valueOf(call.getBareMethodName()).startsWith(LAST.get(i))) {
        return i + 1;
      }
    }
    return 0;
  }

  private <Q, A> Status.Code make(MethodDescriptor<Q, A> call) {
    PrototypeMarshaller<Q> requests = (PrototypeMarshaller<Q>) call.getRequestMarshaller();
    Message.Builder request = ((Message) requests.getMessagePrototype()).newBuilderForType();
    fill(request, 0);
    try {
      var unused =
          ClientCalls.blockingUnaryCall(
              client.getWorkflowServiceStubs().getRawChannel(),
              call,
              CallOptions.DEFAULT.withDeadlineAfter(ANSWER_MILLIS, TimeUnit.MILLISECONDS),
              call.parseRequest(request.build().toByteString().newInput()));
      return Status.Code.OK;
    } catch (StatusRuntimeException e) {
      return e.getStatus().getCode();
    }
  }

  private void fill(Message.Builder message, int depth) {
    for (FieldDescriptor field : message.getDescriptorForType().getFields()) {
      if (field.isRepeated()) {
        continue;
      }
      if (field.getJavaType() == JavaType.STRING) {
        String text = text(field);
        if (!text.isEmpty()) {
          message.setField(field, text);
        }
      } else if (field.getJavaType() == JavaType.MESSAGE && depth < DEEPEST) {
        String type = field.getMessageType().getFullName();
        if (type.equals(Payloads.getDescriptor().getFullName())) {
          message.setField(field, word);
        } else if (FILLED.contains(type)) {
          Message.Builder inner = message.newBuilderForField(field);
          fill(inner, depth + 1);
          message.setField(field, inner.build());
        }
      }
    }
  }

  private String text(FieldDescriptor field) {
    if (field.getName().equals("request_id") || field.getName().equals("update_id")) {
      return UUID.randomUUID().toString();
    }
    String inType = field.getContainingType().getName() + "." + field.getName();
    return texts.getOrDefault(inType, texts.getOrDefault(field.getName(), ""));
  }
}
