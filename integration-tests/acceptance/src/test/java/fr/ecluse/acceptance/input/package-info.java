/** What bad input gets: always the right error in the right shape, never a fault of the gateway's own. */
package fr.ecluse.acceptance.input;
