using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Hosting;

/// <summary>A method of a service in this process.</summary>
internal delegate Task<TResponse> LocalMethod<in TRequest, TResponse>(
    IServiceProvider services, TRequest request, ServerCallContext context);
