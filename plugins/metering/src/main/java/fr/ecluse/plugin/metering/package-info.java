/**
 * The {@code metering} policy: counts how every exchange ended, and writes one line about it into the usage ledger, a
 * file of JSON lines. {@link fr.ecluse.plugin.metering.UsageRecord} is that line, {@link
 * fr.ecluse.plugin.metering.UsageFile} the file that all steps of one name share.
 */
@NullMarked
package fr.ecluse.plugin.metering;

import org.jspecify.annotations.NullMarked;
