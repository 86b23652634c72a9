package fr.ecluse.plugin.identity;

/**
 * What a caller shows to prove who it is, not yet checked.
 *
 * @param token the secret text, without the word {@code Bearer}
 */
record Credential(String token) {

    @Override
    public String toString() {
        return "Credential[***]";
    }
}
