/** What operators rely on: health, metrics, the management API, logs, the usage ledger, and an orderly end. */
@NullMarked
package fr.ecluse.acceptance.operations;

import org.jspecify.annotations.NullMarked;
