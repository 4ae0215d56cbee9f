package clearing.client.revenue.report;

import clearing.client.pdf.PdfText;
import java.awt.Color;
import org.openpdf.text.Element;
import org.openpdf.text.Image;
import org.openpdf.text.pdf.ColumnText;
import org.openpdf.text.pdf.PdfContentByte;
import org.openpdf.text.pdf.PdfTemplate;

/** Stacked bars drawn as lines and areas. */
final class PdfBars {
    private static final float WIDTH = 500;
    private static final float HEIGHT = 150;
    private static final float LEFT = 90;
    private static final float BOTTOM = 30;
    private static final float TOP = 8;
    private static final float SIZE = 7;

    private PdfBars() {}

    static Image draw(StackedBars bars, PdfContentByte page, PdfText text) {
        PdfTemplate picture = page.createTemplate(WIDTH, HEIGHT);
        StackedBars.Layout layout = bars.layout();
        float width = WIDTH - LEFT;
        float height = HEIGHT - BOTTOM - TOP;
        for (StackedBars.Part part : layout.parts()) {
            picture.setColorFill(Color.decode(Palette.of(part.series())));
            float top = BOTTOM + height - scaled(part.y(), height);
            picture.rectangle(
                    LEFT + scaled(part.x(), width),
                    top - scaled(part.height(), height),
                    scaled(part.width(), width),
                    scaled(part.height(), height));
            picture.fill();
        }
        float zero = BOTTOM + height - scaled(layout.zero(), height);
        picture.setColorStroke(PdfReport.MUTED);
        picture.setLineWidth(0.5f);
        picture.moveTo(LEFT, zero);
        picture.lineTo(WIDTH, zero);
        picture.stroke();
        words(picture, text, Element.ALIGN_RIGHT, Numbers.text(layout.top()), LEFT - 4, HEIGHT - TOP - SIZE);
        if (layout.bottom().signum() < 0) {
            words(picture, text, Element.ALIGN_RIGHT, Numbers.text(layout.bottom()), LEFT - 4, BOTTOM);
        }
        float slot = width / Math.max(1, bars.categories().size());
        for (int c = 0; c < bars.categories().size(); c++) {
            words(picture, text, Element.ALIGN_CENTER, bars.categories().get(c), LEFT + slot * (c + 0.5f), BOTTOM - 10);
        }
        float x = LEFT;
        for (int s = 0; s < bars.series().size(); s++) {
            picture.setColorFill(Color.decode(Palette.of(s)));
            picture.rectangle(x, 4, SIZE, SIZE);
            picture.fill();
            String name = bars.series().get(s).name();
            words(picture, text, Element.ALIGN_LEFT, name, x + SIZE + 3, 4.5f);
            x += SIZE + 14 + text.latin().getWidthPoint(name, SIZE);
        }
        return Image.getInstance(picture);
    }

    private static void words(PdfContentByte on, PdfText text, int align, String words, float x, float y) {
        ColumnText.showTextAligned(on, align, text.of(words, SIZE, false, PdfReport.MUTED), x, y, 0);
    }

    private static float scaled(int part, float length) {
        return part * length / StackedBars.SPAN;
    }
}
