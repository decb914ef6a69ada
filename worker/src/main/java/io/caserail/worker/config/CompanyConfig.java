package io.caserail.worker.config;

import com.fasterxml.jackson.core.JsonPointer;
import io.caserail.activities.change.LostAnswer;
import io.caserail.activities.http.HttpSettings;
import io.caserail.activities.http.Secret;
import io.caserail.activities.rest.AnswerMap;
import io.caserail.activities.rest.PathTemplate;
import io.caserail.activities.rest.RestAuth;
import io.caserail.activities.rest.RestChanges;
import io.caserail.activities.rest.RestCollection;
import io.caserail.activities.rest.RestSettings;
import io.caserail.activities.rest.RestSettings.Paths;
import io.caserail.activities.rest.Words;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A company's own API. One that keeps to our description needs an address and a key; everything
 * else says where it differs.
 *
 * @param settings how to reach and how to read it
 * @param http its time-outs; those of the file where it has none of its own
 * @param callsPerSecond how much Temporal hands out a second, over all workers; orders and accounts
 *     on one queue, access on another
 */
public record CompanyConfig(RestSettings settings, HttpSettings http, double callsPerSecond) {

  /**
   * Reads what a command needs that only talks to this API.
   *
   * @throws ConfigInvalid naming all that is wrong
   */
  public static CompanyConfig load(Path yaml, Map<String, String> env) {
    return read(ConfigFile.open(yaml, env));
  }

  /** The same from a text; relative paths start in the given directory. */
  public static CompanyConfig parse(String yaml, Path directory, Map<String, String> env) {
    return read(ConfigFile.of(YamlFile.parse("caserail.yaml", yaml), directory, env));
  }

  private static CompanyConfig read(ConfigFile file) {
    return file.read(
        root -> {
          boolean live = file.mode(root) == RunMode.LIVE;
          if (!root.has("company")) {
            root.problem("company", "is missing; describe your API there");
          }
          ConfigFile.Part<HttpSettings> http = file.part(root, "http", CaserailConfig::http);
          HttpSettings common = http.orStop();
          return file.part(root, "company", s -> read(s, common, live)).orStop();
        });
  }

  static CompanyConfig read(Section section, HttpSettings common, boolean live) {
    String name = section.text("name");
    URI base = section.uri("baseUrl", "");
    RestAuth auth = auth(section.section("auth"));
    String keyHeader = section.text("keyHeader", RestSettings.KEY_HEADER);
    Duration keyLife = keyLife(section);
    Duration pollAfter = section.duration("pollAfter", Duration.ofMinutes(15));
    double callsPerSecond = section.number("callsPerSecond", 10, 1, 1_000);
    HttpSettings http = http(section.section("http"), common);
    Paths paths = paths(section.section("paths"));
    AnswerMap change = answer(section.section("change"), AnswerMap.CHANGE);
    Words codes = words(section.section("codes"), RestSettings.CODES);
    Map<RestCollection, String> names = new EnumMap<>(RestCollection.class);
    Map<RestCollection, AnswerMap> objects = new EnumMap<>(RestCollection.class);
    for (RestCollection collection : RestCollection.values()) {
      Section own = section.section(collection.path());
      names.put(collection, own.text("path", collection.path()));
      objects.put(collection, answer(own, collection.usual()));
    }
    if (live && !"https".equals(base.getScheme())) {
      section.problem("baseUrl", "is not https, which live mode wants");
    }
    return new CompanyConfig(
        new RestSettings(
            name, base, auth, live, keyHeader, keyLife, pollAfter, paths, names, change, codes,
            objects),
        http,
        callsPerSecond);
  }

  /**
   * What there is to go by when an answer of the API is lost; nothing where the file describes
   * none. Nothing else is read, and no secret.
   *
   * @throws ConfigInvalid when the file can't be read, or this part of it is wrong
   */
  public static Optional<LostAnswer> lostAnswer(Path yaml, Map<String, String> env) {
    return ConfigFile.open(yaml, env)
        .read(
            root ->
                root.has("company")
                    ? Optional.of(lostAnswer(root.section("company")))
                    : Optional.empty());
  }

  private static LostAnswer lostAnswer(Section company) {
    return RestChanges.lostAnswer(company.text("name"), keyLife(company));
  }

  private static Duration keyLife(Section company) {
    return company.duration("keyLife", RestSettings.KEY_LIFE);
  }

  private static RestAuth auth(Section section) {
    RestAuth auth = section.build(CompanyConfig::onlyWay);
    return auth == null ? RestAuth.bearer(new Secret("missing")) : auth;
  }

  private static RestAuth onlyWay(Section section) {
    section.allow("password", "value");
    boolean bearer = section.has("bearer");
    boolean user = section.has("user");
    boolean header = section.has("header");
    if ((bearer ? 1 : 0) + (user ? 1 : 0) + (header ? 1 : 0) != 1) {
      throw new IllegalArgumentException(
          "give one of: bearer; user and password; header and value");
    }
    if (bearer) {
      return RestAuth.bearer(section.secret("bearer"));
    }
    return user
        ? RestAuth.basic(section.text("user"), section.secret("password"))
        : new RestAuth(section.text("header"), section.secret("value"));
  }

  private static HttpSettings http(Section section, HttpSettings common) {
    HttpSettings http =
        section.build(
            s ->
                new HttpSettings(
                    s.duration("connect", common.connect()),
                    s.duration("read", common.read()),
                    s.duration("call", common.call()),
                    common.maxAnswerBytes(),
                    common.userAgent()));
    return http == null ? common : http;
  }

  private static Paths paths(Section section) {
    Paths usual = Paths.USUAL;
    Paths paths =
        section.build(
            s ->
                new Paths(
                    path(s, "object", usual.object(), Paths::objectPath),
                    path(s, "change", usual.change(), Paths::changePath),
                    path(s, "find", usual.find(), Paths::findPath)));
    return paths == null ? usual : paths;
  }

  private static PathTemplate path(
      Section section, String key, PathTemplate usual, Function<String, PathTemplate> parser) {
    return section.read(key, usual, parser);
  }

  /**
   * Places and words; a key is a fact's name, an empty place one that the company does not tell.
   */
  private static AnswerMap answer(Section section, AnswerMap usual) {
    section.allow("path");
    AnswerMap answer =
        section.build(
            s -> {
              Map<String, JsonPointer> at = new LinkedHashMap<>();
              usual
                  .at()
                  .forEach(
                      (fact, place) -> at.put(fact, s.read(fact, place, JsonPointer::compile)));
              return new AnswerMap(at, words(s.section("words"), usual.words()));
            });
    return answer == null ? usual : answer;
  }

  private static Words words(Section section, Words usual) {
    Words words =
        section.build(
            s -> {
              Map<String, List<String>> byMeaning = new LinkedHashMap<>();
              usual
                  .byMeaning()
                  .forEach((meaning, own) -> byMeaning.put(meaning, s.texts(meaning, own)));
              return new Words(byMeaning);
            });
    return words == null ? usual : words;
  }
}
