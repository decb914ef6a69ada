package io.caserail.cli;

import java.util.ArrayList;
import java.util.List;

/**
 * A table with columns as wide as their content. Picocli's own table reads markup in its cells,
 * which would let a value from elsewhere colour the screen.
 */
final class Table {
  private static final String GAP = "  ";
  private final List<List<Cell>> rows = new ArrayList<>();
  private final Screen screen;

  /** One cell; the text is made plain when it is printed. */
  record Cell(String text, Colour colour) {
    Cell {
      text = Plain.text(text);
    }

    static Cell of(String text) {
      return new Cell(text, Colour.NONE);
    }
  }

  Table(Screen screen, String... titles) {
    this.screen = screen;
    row(List.of(titles).stream().map(title -> new Cell(title, Colour.STRONG)).toList());
  }

  void row(List<Cell> cells) {
    rows.add(List.copyOf(cells));
  }

  void print() {
    rows.forEach(row -> screen.print(line(row)));
  }

  private String line(List<Cell> row) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < row.size(); i++) {
      Cell cell = row.get(i);
      boolean last = i == row.size() - 1;
      line.append(screen.paint(cell.colour(), cell.text()));
      if (!last) {
        line.append(" ".repeat(width(i) - cell.text().length())).append(GAP);
      }
    }
    return line.toString().stripTrailing();
  }

  private int width(int column) {
    return rows.stream().mapToInt(row -> row.get(column).text().length()).max().orElse(0);
  }
}
