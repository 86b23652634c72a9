/**
 * What a plugin is written against. A {@link fr.ecluse.spi.PolicyFactory} makes one {@link fr.ecluse.spi.Policy} for
 * each step of a flow; the gateway shows it every {@link fr.ecluse.spi.Exchange} that passes the step and carries out
 * its {@link fr.ecluse.spi.Decision}. A {@link fr.ecluse.spi.BuiltinFactory} makes a {@link fr.ecluse.spi.Builtin}, which
 * answers at the end of a flow. Nothing in here knows Camel or Quarkus, and all of it may be called from the
 * exchange's own virtual thread, where blocking is fine.
 */
@NullMarked
package fr.ecluse.spi;

import org.jspecify.annotations.NullMarked;
