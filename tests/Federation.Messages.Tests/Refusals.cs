using Federation.Errors.V1;
using Federation.Hosting;

namespace Federation.Messages.Tests;

internal static class Refusals
{
    /// <summary>The refusal of a call.</summary>
    public static async Task<Refusal> OfAsync(Task call) =>
        (await Assert.ThrowsAsync<RefusalException>(() => call)).Refusal;

    /// <summary>The reason for which a call is refused.</summary>
    public static async Task<ErrorReason> ReasonAsync(Task call) => (await OfAsync(call)).Reason;

    /// <summary>The fields that a call of bad form is refused for.</summary>
    public static async Task<IEnumerable<string>> FieldsAsync(Task call)
    {
        var refusal = await OfAsync(call);
        Assert.Equal(ErrorReason.FieldInvalid, refusal.Reason);
        return refusal.Fields.Select(f => f.Field);
    }
}
