using Federation.Errors.V1;

namespace Federation.Hosting;

/// <summary>Thrown to refuse; the interceptor turns it into the status.</summary>
public sealed class RefusalException(Refusal refusal) : Exception(refusal.Message)
{
    public Refusal Refusal { get; } = refusal;

    public RefusalException(ErrorReason reason, string message)
        : this(new Refusal(reason, message))
    {
    }
}
