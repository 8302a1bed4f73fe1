/**
 * HTTP as the routes see it: a call comes in, an answer or a refusal goes out. Everything that all routes share is
 * done here once: matching, strict reading of JSON and queries, problem documents, idempotency, logs and metrics.
 */
@NullMarked
package dev.ovation.runtime.http;

import org.jspecify.annotations.NullMarked;
