terraform {
  required_providers {
    google = {
      source  = "hashicorp/google"
      version = "~> 6.0"
    }
  }
}

provider "google" {
  project = "acme-platform"
  region  = "europe-west1"
}

resource "google_compute_network" "apps" {
  name                    = "apps"
  auto_create_subnetworks = false
}

resource "google_compute_subnetwork" "apps" {
  name          = "apps"
  network       = google_compute_network.apps.id
  region        = "europe-west1"
  ip_cidr_range = "10.70.0.0/20"

  secondary_ip_range {
    range_name    = "pods"
    ip_cidr_range = "10.71.0.0/16"
  }

  secondary_ip_range {
    range_name    = "services"
    ip_cidr_range = "10.72.0.0/20"
  }
}

resource "google_container_cluster" "apps" {
  name                     = "apps"
  location                 = "europe-west1"
  network                  = google_compute_network.apps.id
  subnetwork               = google_compute_subnetwork.apps.id
  remove_default_node_pool = true
  initial_node_count       = 1

  ip_allocation_policy {
    cluster_secondary_range_name  = "pods"
    services_secondary_range_name = "services"
  }

  private_cluster_config {
    enable_private_nodes    = true
    enable_private_endpoint = false
    master_ipv4_cidr_block  = "172.16.0.0/28"
  }

  workload_identity_config {
    workload_pool = "acme-platform.svc.id.goog"
  }
}

resource "google_container_node_pool" "main" {
  name     = "main"
  cluster  = google_container_cluster.apps.id
  location = "europe-west1"

  autoscaling {
    min_node_count = 1
    max_node_count = 5
  }

  management {
    auto_repair  = true
    auto_upgrade = true
  }

  node_config {
    machine_type = "e2-standard-4"

    workload_metadata_config {
      mode = "GKE_METADATA"
    }
  }
}
