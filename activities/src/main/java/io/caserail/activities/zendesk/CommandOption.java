package io.caserail.activities.zendesk;

import io.caserail.model.CaseKind;
import io.caserail.port.CommandKind;

/** What an option of the command list asks for: which kind of case, and what of it. */
record CommandOption(CaseKind about, CommandKind kind) {}
