/**
 * Errors as callers see them: one place that knows the shapes of OpenAI, Anthropic and RFC 9457, and says what each code means in four languages.
 */
@NullMarked
package fr.ecluse.runtime.error;

import org.jspecify.annotations.NullMarked;
