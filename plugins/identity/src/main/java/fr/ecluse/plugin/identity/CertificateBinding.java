package fr.ecluse.plugin.identity;

/** What is asked of a token about the certificate of the client that it was issued to (RFC 8705). */
public enum CertificateBinding {
    /** Every token must be bound to a certificate, and the caller must show it. */
    REQUIRED,
    /** A token that is bound to a certificate is good only with it; others are good without. */
    WHEN_PRESENT
}
