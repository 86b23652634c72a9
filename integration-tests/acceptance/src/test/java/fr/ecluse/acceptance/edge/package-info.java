/**
 * What stands between the socket and the flows: TLS, client certificates, browsers of other sites, and how clients are
 * sent away before a stop. Configured by the example files of the documentation.
 */
package fr.ecluse.acceptance.edge;
