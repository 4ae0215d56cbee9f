package clearing.devnet.state;

import com.google.protobuf.ByteString;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A key's value as one transaction left it, with the values before it that a snapshot may still ask for. */
final class Revision {

    private final Version version;
    private final Optional<ByteString> value;
    private volatile @Nullable Revision older;

    /**
     * A new newest revision.
     *
     * @param value nothing when the key was deleted
     */
    Revision(Version version, Optional<ByteString> value, @Nullable Revision older) {
        this.version = version;
        this.value = value;
        this.older = older;
    }

    Version version() {
        return version;
    }

    boolean isDeleted() {
        return value.isEmpty();
    }

    Versioned versioned() {
        return new Versioned(version, value.orElse(ByteString.EMPTY));
    }

    /** The newest revision of a block up to {@code height}, if the key existed then. */
    Optional<Versioned> at(long height) {
        for (var revision = this; revision != null; revision = revision.older) {
            if (revision.version.block() <= height) {
                return revision.isDeleted() ? Optional.empty() : Optional.of(revision.versioned());
            }
        }
        return Optional.empty();
    }

    /** Forgets what no snapshot of height {@code floor} or later can ask for. */
    void forgetBelow(long floor) {
        for (var revision = this; revision != null; revision = revision.older) {
            if (revision.version.block() <= floor) {
                revision.older = null;
                return;
            }
        }
    }
}
