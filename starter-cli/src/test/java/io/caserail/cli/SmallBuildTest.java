package io.caserail.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The build for production: the same classes, without the sandbox and the test server. */
final class SmallBuildTest {
  private static final List<String> LEFT_OUT =
      List.of(
          "io.caserail.sandbox.",
          "io.temporal.testing.",
          "io.temporal.testserver.",
          "io.temporal.internal.testservice.");

  @Test
  void other_commands_do_not_miss_the_sandbox() throws Exception {
    String printed = type("--help");

    assertThat(printed).startsWith("0 ").contains("sandbox");
  }

  @Test
  void the_sandbox_command_says_what_is_missing_and_what_to_do() throws Exception {
    String printed = type("sandbox");

    assertThat(printed)
        .startsWith("2 ")
        .contains("leaves the sandbox and the embedded server out", "Do: ")
        .doesNotContain("NoClassDefFoundError", "\tat ");
  }

  private static String type(String... args) throws IOException, ReflectiveOperationException {
    try (URLClassLoader small = new SmallBuild(classPath())) {
      StringWriter text = new StringWriter();
      PrintWriter printer = new PrintWriter(text);
      Class<?> caserail = small.loadClass(Caserail.class.getName());
      Method run =
          Arrays.stream(caserail.getDeclaredMethods())
              .filter(method -> method.getName().equals("run") && method.getParameterCount() == 5)
              .findFirst()
              .orElseThrow();
      run.setAccessible(true);
      Object off = run.getParameterTypes()[3].getField("OFF").get(null);
      Object code = run.invoke(null, null, printer, printer, off, args);
      return code + " " + text;
    } catch (InvocationTargetException e) {
      throw new AssertionError("it has to be told, not thrown", e.getCause());
    }
  }

  private static URL[] classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .map(SmallBuildTest::url)
        .toArray(URL[]::new);
  }

  private static URL url(String entry) {
    try {
      return Path.of(entry).toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static final class SmallBuild extends URLClassLoader {
    SmallBuild(URL[] classPath) {
      super(classPath, ClassLoader.getPlatformClassLoader());
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      if (LEFT_OUT.stream().anyMatch(name::startsWith)) {
        throw new ClassNotFoundException(name);
      }
      return super.findClass(name);
    }
  }
}
