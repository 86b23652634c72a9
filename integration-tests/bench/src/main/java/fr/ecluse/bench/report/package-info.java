/** What was measured against what was promised: bounds, verdicts, the table and the JSON files. */
@NullMarked
package fr.ecluse.bench.report;

import org.jspecify.annotations.NullMarked;
