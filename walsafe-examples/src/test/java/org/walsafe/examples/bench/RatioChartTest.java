package org.walsafe.examples.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class RatioChartTest {

    /** More than a letter of this size is wide on average. */
    private static final double LETTER_WIDTH = 6.6;

    private static final double LETTER_HEIGHT = 12;
    private static final String LONG =
            "a side whose name is so long that it would run into the bars if nobody cut it off ";

    @Test
    void whatHasMarkupInItIsShownAsText() throws Exception {
        Document chart = chartOf(BenchReports.run("gate", "theirs", "a <b> & \"c\" \u0007\ud800", 0.5));

        assertThat(texts(chart)).contains("a <b> & \"c\" ??").anyMatch(text -> text.contains("Some <Processor>"));
    }

    @Test
    void noTextTouchesAnother() throws Exception {
        Document chart = chartOf(
                BenchReports.run("gate", "theirs", LONG.repeat(3), 0.0001, 0.5, 1, 3, 1000),
                BenchReports.run("clone", "theirs", LONG, 0.9, 1.1));

        List<Box> boxes = boxes(chart);
        assertThat(boxes).hasSizeGreaterThan(20);
        for (int i = 0; i < boxes.size(); i++) {
            for (Box other : boxes.subList(i + 1, boxes.size())) {
                assertThat(boxes.get(i).touches(other))
                        .as("%s, %s", boxes.get(i), other)
                        .isFalse();
            }
        }
    }

    @Test
    void everythingIsWithinThePicture() throws Exception {
        Document chart = chartOf(BenchReports.run("gate", "theirs", LONG, 0.00001, 1000));

        double height = number(chart.getDocumentElement(), "height");
        assertThat(boxes(chart)).allSatisfy(box -> {
            assertThat(box.left()).isNotNegative();
            assertThat(box.right()).isLessThanOrEqualTo(number(chart.getDocumentElement(), "width"));
            assertThat(box.bottom()).isLessThanOrEqualTo(height);
        });
    }

    @Test
    void aBarLeadsFromOneToTheRatioAndSaysWhetherItMetItsGoal() throws Exception {
        Document chart = chartOf(BenchReports.run("gate", "theirs", "ours", 0.25, 2));

        assertThat(bars(chart)).extracting(bar -> bar.getAttribute("class")).containsExactly("met", "missed");
        double one = number(bars(chart).get(1), "x");
        assertThat(number(bars(chart).get(0), "x") + number(bars(chart).get(0), "width"))
                .isCloseTo(one, Offset.offset(0.2));
        assertThat(texts(chart)).contains("0.25, goal 1.00 met", "2.00, goal 1.00 missed");
    }

    @Test
    void whatWasNotMeasuredIsNotDrawn() throws Exception {
        assertThat(bars(chartOf(new Attempt.Failed("gate", "reason")))).isEmpty();
    }

    @Test
    void twiceAsFastIsAsFarFromOneAsTwiceAsSlow() {
        RatioScale scale = RatioScale.around(100, 300, List.of(0.25, 4.0));

        assertThat(scale.at(1) - scale.at(0.5)).isCloseTo(scale.at(2) - scale.at(1), Offset.offset(1e-9));
        assertThat(scale.at(0.25)).isEqualTo(100);
        assertThat(scale.at(4)).isEqualTo(400);
        assertThat(scale.marks()).containsExactly(0.25, 0.5, 1.0, 2.0, 4.0);
    }

    /** Where a text is, roughly. */
    private record Box(double left, double right, double top, double bottom, String text) {

        private boolean touches(Box other) {
            return left < other.right && other.left < right && top < other.bottom && other.top < bottom;
        }
    }

    private static Document chartOf(Attempt... attempts) throws Exception {
        String svg = RatioChart.of(BenchReports.of(attempts));
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
    }

    private static List<String> texts(Document chart) {
        return elements(chart, "text").stream().map(Element::getTextContent).toList();
    }

    private static List<Element> bars(Document chart) {
        return elements(chart, "rect").stream()
                .filter(rect -> !rect.getAttribute("class").equals("ground"))
                .toList();
    }

    private static List<Box> boxes(Document chart) {
        return elements(chart, "text").stream().map(RatioChartTest::box).toList();
    }

    private static Box box(Element text) {
        String style = text.getAttribute("class");
        double width = text.getTextContent().length() * LETTER_WIDTH;
        double left = number(text, "x") - (style.equals("mark") ? width / 2 : 0);
        double line = number(text, "y");
        return new Box(
                left, left + width, line - LETTER_HEIGHT * 0.8, line + LETTER_HEIGHT * 0.2, text.getTextContent());
    }

    private static double number(Element element, String attribute) {
        return Double.parseDouble(element.getAttribute(attribute));
    }

    private static List<Element> elements(Document chart, String name) {
        NodeList found = chart.getElementsByTagName(name);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < found.getLength(); i++) {
            elements.add((Element) found.item(i));
        }
        return elements;
    }
}
