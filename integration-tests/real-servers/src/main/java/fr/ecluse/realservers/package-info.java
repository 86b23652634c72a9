/**
 * The servers that the gateway works with, real ones, as child processes on loopback: for tests and demonstrations.
 */
@NullMarked
package fr.ecluse.realservers;

import org.jspecify.annotations.NullMarked;
