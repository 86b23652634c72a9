/**
 * What access rules are asked: facts about one exchange, each known by its place in the question, and the part of them
 * that the rules in force read.
 */
@NullMarked
package fr.ecluse.plugin.access.question;

import org.jspecify.annotations.NullMarked;
