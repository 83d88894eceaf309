namespace Federation.Identity;

/// <summary>What an answer of the company's own authority is for.</summary>
internal enum AuthorityPurpose
{
    /// <summary>It signs somebody in who is known by it already.</summary>
    SignIn,

    /// <summary>Who is signed in will be known by it as well.</summary>
    Add,

    /// <summary>Who is invited will be known by it.</summary>
    Invitation,
}
