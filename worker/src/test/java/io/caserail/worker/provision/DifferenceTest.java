package io.caserail.worker.provision;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DifferenceTest {
  private static List<Difference> between(String is, String should) throws JsonProcessingException {
    return Difference.between(
        Found.JSON.readTree(is.replace('\'', '"')), Found.JSON.readTree(should.replace('\'', '"')));
  }

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{'a':'x','more':1}                 | {'a':'x'}",
        "{'a':7}                            | {'a':'7'}",
        "{'a':null}                         | {'a':''}",
        "{}                                 | {'a':''}",
        "{'a':true}                         | {'a':'true'}",
        "{'a':['x']}                        | {'a':'x'}",
        "{'a':'x'}                          | {'a':['x']}",
        "{'a':'one\\r\\ntwo\\n'}            | {'a':'one\\ntwo'}",
        "{'a':[{'b':'1','id':5},{'b':'2'}]} | {'a':[{'b':'2'},{'b':'1'}]}",
        "{'a':{'all':[],'any':[]}}          | {'a':{'all':[]}}",
      })
  void what_a_vendor_writes_otherwise_is_the_same(String is, String should)
      throws JsonProcessingException {
    assertThat(between(is, should)).isEmpty();
  }

  @ParameterizedTest(name = "{0} is not {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{'a':'x'}                     | {'a':'y'}                     | a   | x         | y",
        "{}                            | {'a':'y'}                     | a   | ''        | y",
        "{'a':false}                   | {'a':true}                    | a   | false     | true",
        "{'a':{'b':'x'}}               | {'a':{'b':'y'}}               | a.b | x         | y",
        "{'a':['x','y']}               | {'a':['y','x']}               | a   | ['x','y'] | ['y','x']",
        "{'a':[{'b':'1'}]}             | {'a':[{'b':'1'},{'b':'2'}]}   | a   | ''        | {'b':'2'}",
        "{'a':[{'b':'1'},{'b':'2'}]}   | {'a':[{'b':'1'}]}             | a   | {'b':'2'} | ''",
        "{'a':[{'b':'1'},{'b':'1'}]}   | {'a':[{'b':'1'}]}             | a   | {'b':'1'} | ''",
        "{'a':[{'b':'1'}]}             | {'a':[]}                      | a   | {'b':'1'} | ''",
      })
  void what_differs_is_named_with_both_values(
      String is, String should, String where, String there, String wanted)
      throws JsonProcessingException {
    assertThat(between(is, should))
        .containsExactly(new Difference(where, quoted(there), quoted(wanted)));
  }

  private static String quoted(String text) {
    return text.equals("''") ? "" : text.replace('\'', '"');
  }

  @Test
  void an_option_with_another_name_is_one_too_few_and_one_too_many()
      throws JsonProcessingException {
    assertThat(
            between("{'o':[{'name':'Rot','value':'red'}]}", "{'o':[{'name':'Red','value':'red'}]}"))
        .extracting(Difference::where)
        .containsExactly("o", "o");
  }
}
