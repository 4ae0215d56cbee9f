package clearing.client.revenue.usage;

import clearing.client.proof.Salts;
import clearing.client.trade.BadInput;
import clearing.client.trade.LocatedError;
import clearing.kernel.MalformedInput;
import clearing.kernel.codec.Blob;
import clearing.kernel.codec.Bytes;
import clearing.kernel.command.RevenueCommand.FactReport;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The reporter's own pages of one measure of a period, and which files they came from. A file becomes pages once: the index names it only when
 * all of its pages are on the disk, and they are reported only then, so a run that was killed goes on where it was.
 */
public final class UsageStore {
    private final Path folder;
    private final String agreement;
    private final LocalDate period;
    private final String measure;
    private final Salts key;
    private UsageIndex index;

    private UsageStore(Path folder, String agreement, LocalDate period, String measure, Salts key, UsageIndex index) {
        this.folder = folder;
        this.agreement = agreement;
        this.period = period;
        this.measure = measure;
        this.key = key;
        this.index = index;
    }

    /**
     * Opens, or begins, the pages of a measure.
     *
     * @param root folder of all private pages; whoever holds the member's outbox uses it alone
     * @throws UncheckedIOException when the disk cannot be read or written
     */
    public static UsageStore open(Path root, String agreement, LocalDate period, String measure, SecureRandom random) {
        Path folder = root.resolve(agreement).resolve(period.toString()).resolve(measure);
        try {
            PrivateFiles.folder(folder);
            return new UsageStore(
                    folder, agreement, period, measure, UsageKey.of(root, random), UsageIndex.read(folder));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How many parts there are, of all files. */
    public int parts() {
        return index.parts();
    }

    /**
     * Makes pages of a file, unless that was done before.
     *
     * @return which parts they are
     * @throws BadInput when the file is at fault; then it has no part
     */
    public UsageIndex.Source take(UsageFile file) {
        Blob hash = hash(file.path());
        Optional<UsageIndex.Source> known = index.find(hash);
        if (known.isPresent()) {
            return known.get();
        }
        Paging paging = new Paging(index.parts());
        Blob read = file.read(paging::add);
        paging.end();
        if (!read.equals(hash)) {
            throw new BadInput(
                    List.of(new LocatedError(file.path(), 0, 0, "CHANGED", "The file has changed while it was read.")));
        }
        UsageIndex.Source source = new UsageIndex.Source(hash, index.parts(), paging.pages, paging.facts);
        index = index.with(source);
        index.write(folder);
        return source;
    }

    /** What is reported of some parts, in order. */
    public List<FactReport> reports(UsageIndex.Source source) {
        List<FactReport> reports = new ArrayList<>(source.parts());
        for (int i = 0; i < source.parts(); i++) {
            reports.add(page(source.first() + i).report(0));
        }
        return reports;
    }

    /**
     * One page.
     *
     * @throws BadInput when there is none, or it is damaged
     */
    public UsagePage page(int part) {
        Path file = path(part);
        try {
            UsagePage page = UsagePage.decode(Files.readAllBytes(file));
            if (page.part() != part || !page.measure().equals(measure)) {
                throw bad(file, "is a page of another part");
            }
            return page;
        } catch (MalformedInput e) {
            throw bad(file, e.sentence());
        } catch (IOException e) {
            throw bad(file, "cannot be read");
        }
    }

    /** Where a part's page is. */
    public Path path(int part) {
        return folder.resolve(name(part) + ".page");
    }

    private static BadInput bad(Path file, String what) {
        return new BadInput(List.of(new LocatedError(file, 0, 0, "NO_PAGE", "The page " + what + ".")));
    }

    private static String name(int part) {
        String digits = Integer.toString(part);
        return "0".repeat(Math.max(0, 5 - digits.length())) + digits;
    }

    private static Blob hash(Path file) {
        MessageDigest sha = Bytes.newSha256();
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), sha)) {
            in.transferTo(OutputStream.nullOutputStream());
            return Blob.of(sha.digest());
        } catch (IOException e) {
            throw new BadInput(List.of(new LocatedError(file, 0, 0, "UNREADABLE", "The file cannot be read.")));
        }
    }

    /** Facts as they come, ten thousand to a page. */
    private final class Paging {
        private final int first;
        private final List<UsagePage.Entry> entries = new ArrayList<>(UsagePage.MAX_FACTS);
        private int pages;
        private long facts;

        private Paging(int first) {
            this.first = first;
        }

        private void add(MeteredFact fact) {
            entries.add(new UsagePage.Entry(key.salt(place(first + pages), entries.size()), fact));
            facts++;
            if (entries.size() == UsagePage.MAX_FACTS) {
                end();
            }
        }

        private void end() {
            if (entries.isEmpty()) {
                return;
            }
            int part = first + pages;
            try {
                PrivateFiles.write(path(part), new UsagePage(agreement, period, measure, part, entries).encode());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            entries.clear();
            pages++;
        }
    }

    private String place(int part) {
        return agreement + "/" + period + "/" + measure + "/" + name(part);
    }
}
