/** The member's durable outbox: an intent is stored before anything of it is sent. */
@NullMarked
package clearing.client.outbox;

import org.jspecify.annotations.NullMarked;
