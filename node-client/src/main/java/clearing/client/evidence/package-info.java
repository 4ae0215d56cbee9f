/**
 * Evidence packs: what a member states about a break or a day as a PDF for people, which carries the same facts and the certificates that
 * prove some of them as files for machines, and the member's signature over all of it.
 */
@NullMarked
package clearing.client.evidence;

import org.jspecify.annotations.NullMarked;
