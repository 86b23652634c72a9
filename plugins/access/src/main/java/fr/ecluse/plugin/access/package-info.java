/**
 * The policy {@code access}: asks rules that the security team writes in Rego whether a request may go on and under which
 * obligations, once before its texts are looked at and once after.
 */
@NullMarked
package fr.ecluse.plugin.access;

import org.jspecify.annotations.NullMarked;
