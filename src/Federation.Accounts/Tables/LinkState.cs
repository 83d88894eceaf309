namespace Federation.Accounts;

/// <summary>Whether a membership holds. Kept as its number.</summary>
public enum LinkState : short
{
    Linked = 1,
    Unlinked = 2,
}
