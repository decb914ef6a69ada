package io.caserail.worker.config;

/**
 * Which kinds of cases tickets can ask for, beside refunds: those that the Zendesk account's
 * section describes. Each needs the systems that it changes, and a system that none needs was meant
 * for something.
 */
final class Connected {
  private static final String CANCELLATION = "zendesk/cancellation";
  private static final String VERIFICATION = "zendesk/verification";

  private final Section root;
  private final boolean cancels;
  private final boolean verifies;
  private final AccessBy access;

  private Connected(Section root, boolean cancels, boolean verifies, AccessBy access) {
    this.root = root;
    this.cancels = cancels;
    this.verifies = verifies;
    this.access = access;
  }

  static Connected of(Section root) {
    Section zendesk = root.section("zendesk");
    return new Connected(
        root,
        zendesk.has("cancellation"),
        zendesk.has("verification"),
        root.choice("access", AccessBy.SCIM));
  }

  /** Notes what is missing, at the kind that needs it, and what nothing needs. */
  void check() {
    boolean scim = access == AccessBy.SCIM;
    if (cancels) {
      require(CANCELLATION, "company", "orders are cancelled there");
      require(CANCELLATION, "easypost", "labels are voided there");
      if (scim) {
        require(
            CANCELLATION,
            "scim",
            "access is taken away there; or write 'access: company' if your own API does that");
      }
    }
    if (verifies) {
      require(VERIFICATION, "company", "customers are invited there, and get their verdict");
    }
    if (!cancels && !verifies) {
      unused("company", "cancellations or verifications", "cancellation or zendesk.verification");
    }
    if (!cancels) {
      unused("easypost", "cancellations", "cancellation");
      unused("scim", "cancellations", "cancellation");
      unused("access", "cancellations", "cancellation");
      unusedUse("billing", "cancellations", "cancellation");
    } else if (!scim && root.has("scim")) {
      root.problem("scim", "is used by nothing, since access is company; remove one of them");
    }
    if (!verifies) {
      unusedUse("identity", "verifications", "verification");
    }
  }

  private void require(String kind, String key, String why) {
    if (!root.has(key)) {
      root.problem(kind, "needs '" + key + "', which is missing: " + why + "; add it");
    }
  }

  private void unused(String key, String kinds, String section) {
    if (root.has(key)) {
      root.problem(key, isUsedBy(kinds, section));
    }
  }

  private void unusedUse(String key, String kinds, String section) {
    if (root.section("stripe").has(key)) {
      root.problem("stripe/" + key, isUsedBy(kinds, section));
    }
  }

  private static String isUsedBy(String kinds, String section) {
    return "is used by "
        + kinds
        + ", which are not connected; describe zendesk."
        + section
        + ", or remove it";
  }
}
