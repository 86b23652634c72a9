/**
 * What access rules answer, and how the gateway comes to it: a ruling is read strictly, kept for as long as it says, and
 * put on record. Whatever is no ruling is no decision, and nothing passes without one.
 */
@NullMarked
package fr.ecluse.plugin.access.rules;

import org.jspecify.annotations.NullMarked;
