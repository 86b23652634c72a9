/** What is particular to access rules: changed bundles, the time of a decision, the record of decisions. */
@NullMarked
package fr.ecluse.bench.access;

import org.jspecify.annotations.NullMarked;
