package dev.ovation.runtime.http;

import dev.ovation.core.refusal.RefusalCode;

/**
 * What is wrong with one field.
 *
 * @param field where it stands, such as {@code delegation.authorization.cap}, {@code claps[2].amount} or a query's name
 */
public record FieldError(String field, RefusalCode code, String detail) {}
