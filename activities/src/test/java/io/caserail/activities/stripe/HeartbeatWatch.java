package io.caserail.activities.stripe;

import io.caserail.port.Heartbeat;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.client.ActivityCompletionException;
import io.temporal.common.interceptors.ActivityExecutionContextBase;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import java.util.List;

/**
 * Notes each heartbeat as it is given. The SDK sends the first at once and the last with the
 * answer, so what the server hears one by one is not what an attempt says.
 */
final class HeartbeatWatch extends WorkerInterceptorBase {
  private final List<Heartbeat> heard;

  HeartbeatWatch(List<Heartbeat> heard) {
    this.heard = heard;
  }

  @Override
  public ActivityInboundCallsInterceptor interceptActivity(ActivityInboundCallsInterceptor next) {
    return new ActivityInboundCallsInterceptorBase(next) {
      @Override
      public void init(ActivityExecutionContext context) {
        super.init(new Listening(context));
      }
    };
  }

  private final class Listening extends ActivityExecutionContextBase {
    Listening(ActivityExecutionContext next) {
      super(next);
    }

    @Override
    public <V> void heartbeat(V details) throws ActivityCompletionException {
      heard.add((Heartbeat) details);
      super.heartbeat(details);
    }
  }
}
