package fr.ecluse.bench.report;

/** What a figure is worth. */
public enum Verdict {
    AIM_MET("aim met"),
    MUST_MET("must met"),
    /** Only where nothing but the aim was asked. */
    AIM_MISSED("aim missed"),
    MUST_MISSED("MUST MISSED"),
    NOT_RUN("not run"),
    /** Nothing was asked. */
    INFORMATION("-");

    private final String words;

    Verdict(String words) {
        this.words = words;
    }

    /** As the table says it. */
    public String words() {
        return words;
    }
}
