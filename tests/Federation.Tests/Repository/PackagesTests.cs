using System.Reflection;
using Google.Protobuf.Reflection;

namespace Federation.Tests;

/// <summary>Faults of packages that no test meets often enough to notice.</summary>
public sealed class PackagesTests
{
    /// <summary>Google.Protobuf 3.36.2 keeps a table of descriptors that two threads break when they first use files
    /// of the contract at the same time; the process cannot use these from then on
    /// (protocolbuffers/protobuf#29696).</summary>
    [Fact]
    public void Descriptors_CanBeReadByManyThreads()
    {
        var tables = typeof(FileDescriptor).GetFields(BindingFlags.Static | BindingFlags.NonPublic)
            .Where(f => f.FieldType.IsGenericType && f.FieldType.GetGenericTypeDefinition() == typeof(Dictionary<,>))
            .Select(f => f.Name);

        Assert.Empty(tables);
    }
}
