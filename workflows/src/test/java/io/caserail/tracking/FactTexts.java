package io.caserail.tracking;

import static io.caserail.texts.StaffTexts.NOW;

import io.caserail.port.Tracked;
import io.caserail.texts.StaffTexts;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the field says to support that shows how it stands with what a case has to mind. */
public final class FactTexts {
  private static final ZoneId ZONE = ZoneOffset.UTC;
  private static final Tracked PARCEL = new Tracked(Tracked.State.SHIPMENT, "shp_1");

  private FactTexts() {}

  /** All of it. */
  public static StaffTexts all() {
    Fact moving = fact("with the carrier", "EasyPost", NOW, NOW);
    return new StaffTexts("Caserail facts, a field")
        .adds("known", List.of(moving.line(ZONE)))
        .adds("not looked at yet", List.of(fact(null, "", null, null).line(ZONE)))
        .adds(
            "nobody can look any more",
            List.of(fact(null, "nobody has looked in time", null, NOW).line(ZONE)))
        .adds(
            "not followed any more", List.of(moving.lastLine(ZONE, NOW.plus(Duration.ofHours(2)))));
  }

  private static Fact fact(
      @Nullable String state, String says, @Nullable Instant since, @Nullable Instant lookedAt) {
    return new Fact(PARCEL, Duration.ofMinutes(30), state, says, since, lookedAt);
  }
}
