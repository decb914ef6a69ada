package io.caserail.activities.stripe;

/**
 * Stripe's codes about verifications in words for people. Stripe's own reasons are not shown: they
 * may say more about a document than colleagues need.
 *
 * @see <a href="https://docs.stripe.com/identity/handle-verification-outcomes">Stripe: handle
 *     verification outcomes</a>
 */
final class SessionTexts {
  private SessionTexts() {}

  /** Why a try has failed. */
  static String failed(String code) {
    return switch (code) {
      case "abandoned" -> "the customer began and did not finish";
      case "consent_declined" -> "the customer declined to be verified";
      case "under_supported_age" -> "the customer is too young to be verified";
      case "country_not_supported" -> "the customer's country is not supported";
      case "device_not_supported" -> "the customer's device is not supported";
      case "document_expired" -> "the document has expired";
      case "document_type_not_supported" -> "this type of document is not accepted";
      case "document_unverified_other" -> "the document could not be verified";
      case "selfie_document_missing_photo" -> "the document has no photo";
      case "selfie_face_mismatch" -> "the face does not match the document";
      case "selfie_manipulated" -> "the selfie looks manipulated";
      case "selfie_unverified_other" -> "the selfie could not be verified";
      case "id_number_insufficient_document_data" -> "the document lacks what the number needs";
      case "id_number_mismatch" -> "the number does not match the person";
      case "id_number_unverified_other" -> "the number could not be verified";
      default -> "the verification failed for a reason that is new to us";
    };
  }

  /** Why a change of a session was not accepted; Stripe has no codes for it. */
  static String refused(String code) {
    return code.equals("refused")
        ? "Stripe does not take it for a session in this state"
        : "Stripe does not take it, code " + code;
  }
}
