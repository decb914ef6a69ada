package io.caserail.activities.http;

import okhttp3.Headers;
import okio.ByteString;

/** A complete answer before anybody has tried to understand it. */
record RawAnswer(int status, Headers headers, ByteString body) {}
