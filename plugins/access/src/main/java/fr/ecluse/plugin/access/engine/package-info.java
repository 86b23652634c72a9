/**
 * Who answers the question: the rules' bundle inside this process, or an OPA server. Both take the same bundle and give the
 * same answers; which one is asked is configured, and never changes by itself.
 */
@NullMarked
package fr.ecluse.plugin.access.engine;

import org.jspecify.annotations.NullMarked;
