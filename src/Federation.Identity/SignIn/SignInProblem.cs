namespace Federation.Identity;

/// <summary>Why a sign-in page is shown again.</summary>
public enum SignInProblem
{
    AddressUnreadable,
    TooManyCodes,
    CodeWrong,
    CodeGone,
    AnothersAddress,
    PasskeyNotTaken,
    LinkGone,
    LastWayIn,
    NameOrPasswordWrong,
    TriesTooMany,
    StepGone,
    AppCodeWrong,
    RecoveryCodeWrong,
    InvitationGone,
    PasswordTooShort,
    PasswordTooLong,
    PasswordCommon,
    PasswordOwn,
    PasswordPattern,
    AuthorityAway,
    AuthorityRefuses,
    NobodyByAuthority,
    AnothersAuthorityName,
}
