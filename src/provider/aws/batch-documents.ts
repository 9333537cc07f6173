/** The containers and nodes of an AWS Batch job definition: JSON texts that the provider takes apart with the types of the SDK. */
import { type GoStructs, goDecode, goStructs } from './go-decoding.ts';

const STRUCTS: GoStructs = goStructs(`
  ContainerProperties Command:[]string EnableExecuteCommand:bool Environment:[]KeyValuePair EphemeralStorage:EphemeralStorage ExecutionRoleArn:string FargatePlatformConfiguration:FargatePlatformConfiguration Image:string InstanceType:string JobRoleArn:string LinuxParameters:LinuxParameters LogConfiguration:LogConfiguration Memory:int32 MountPoints:[]MountPoint NetworkConfiguration:NetworkConfiguration Privileged:bool ReadonlyRootFilesystem:bool RepositoryCredentials:RepositoryCredentials ResourceRequirements:[]ResourceRequirement RuntimePlatform:RuntimePlatform Secrets:[]Secret Ulimits:[]Ulimit User:string Vcpus:int32 Volumes:[]Volume
  KeyValuePair Name:string Value:string
  EphemeralStorage SizeInGiB:int32
  FargatePlatformConfiguration PlatformVersion:string
  LinuxParameters Devices:[]Device InitProcessEnabled:bool MaxSwap:int32 SharedMemorySize:int32 Swappiness:int32 Tmpfs:[]Tmpfs
  Device HostPath:string ContainerPath:string Permissions:[]=DeviceCgroupPermission
  Tmpfs ContainerPath:string Size:int32 MountOptions:[]string
  LogConfiguration LogDriver:=LogDriver Options:map SecretOptions:[]Secret
  MountPoint ContainerPath:string ReadOnly:bool SourceVolume:string
  NetworkConfiguration AssignPublicIp:=AssignPublicIp
  RepositoryCredentials CredentialsParameter:string
  ResourceRequirement Type:=ResourceType Value:string
  RuntimePlatform CpuArchitecture:string OperatingSystemFamily:string
  Secret Name:string ValueFrom:string
  Ulimit HardLimit:int32 Name:string SoftLimit:int32
  Volume EfsVolumeConfiguration:EFSVolumeConfiguration Host:Host Name:string
  Host SourcePath:string
  EFSVolumeConfiguration AuthorizationConfig:EFSAuthorizationConfig FileSystemId:string RootDirectory:string TransitEncryption:=EFSTransitEncryption TransitEncryptionPort:int32
  EFSAuthorizationConfig AccessPointId:string Iam:=EFSAuthorizationConfigIAM
  NodeProperties MainNode:int32 NodeRangeProperties:[]NodeRangeProperty NumNodes:int32
  NodeRangeProperty Container:ContainerProperties InstanceTypes:[]string TargetNodes:string
`);

const STRUCT_OF = { container_properties: 'ContainerProperties', node_properties: 'NodeProperties' } as const;

/** The title of what is wrong with the text of that argument; undefined where nothing is. */
export function batchDocumentError(argument: keyof typeof STRUCT_OF): (text: string) => string | undefined {
  return (text) => {
    if (text === '') return undefined;
    const decoded = goDecode(text, STRUCT_OF[argument], STRUCTS);
    return 'problem' in decoded ? `AWS Batch Job ${argument} is invalid: ${decoded.problem}` : undefined;
  };
}
