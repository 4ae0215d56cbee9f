package clearing.settlement.access;

import java.time.Duration;

/** What became of an attempt to sign in. */
public sealed interface SignIn {
    /**
     * The cookie's value goes to the browser once and is stored as a hash only.
     *
     * @param token secret value of the session cookie
     * @param principal who signed in
     */
    record Done(String token, Principal principal) implements SignIn {
        @Override
        public String toString() {
            return "Done[" + principal + "]";
        }
    }

    /** The name or the password is wrong; it is not told which. */
    record Refused() implements SignIn {}

    /**
     * Too many failures in a row.
     *
     * @param retryAfter when it is worth trying again
     */
    record LockedOut(Duration retryAfter) implements SignIn {}
}
