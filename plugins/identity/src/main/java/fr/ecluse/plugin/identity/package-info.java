/**
 * The {@code identity} policy: finds out who calls from the request's headers, before a byte of the body is read. {@link
 * fr.ecluse.plugin.identity.CredentialReader} takes the one credential out of the request; the {@link
 * fr.ecluse.plugin.identity.Authenticator}s are asked in turn whose it is: API keys of the configuration, then tokens of
 * OpenID Connect issuers, which are verified here against keys that were read before.
 */
@NullMarked
package fr.ecluse.plugin.identity;

import org.jspecify.annotations.NullMarked;
