namespace Federation.Identity;

/// <summary>Why a password is not taken.</summary>
public enum PasswordProblem
{
    TooShort,
    TooLong,

    /// <summary>Many people use it, or a word with figures around it that many people use.</summary>
    Common,

    /// <summary>It is little more than the person's name, the brand's or the product's.</summary>
    Own,

    /// <summary>A few characters over and over, or characters in a row.</summary>
    Pattern,
}
