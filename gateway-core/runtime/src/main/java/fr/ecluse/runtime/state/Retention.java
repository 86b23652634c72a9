package fr.ecluse.runtime.state;

/** What may become of an entry before its time to live is over. */
enum Retention {
    /** It may be forgotten when memory is short, and with the process. */
    BOUNDED,
    /** It may be forgotten with the process only. */
    COMPLETE,
    /** It stays; on the disk, where there is one. */
    DURABLE
}
