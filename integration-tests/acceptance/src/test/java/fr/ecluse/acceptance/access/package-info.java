/** What access rules decide, as callers, rule authors and auditors see it. */
package fr.ecluse.acceptance.access;
