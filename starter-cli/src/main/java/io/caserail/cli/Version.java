package io.caserail.cli;

import picocli.CommandLine.IVersionProvider;

/** The version that the build wrote into the jar's manifest. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    String version = Caserail.class.getPackage().getImplementationVersion();
    return new String[] {"caserail " + (version == null ? "from class files" : version)};
  }
}
